// Runs before the first paint, so that nobody is dazzled: the kept choice, or else what the machine prefers; by a show, dark.
// src/theme.ts does the same afterwards, and follows changes.
;(function () {
  var kept = null
  try {
    kept = JSON.parse(localStorage.getItem('callboard:theme'))
  } catch {
    // A browser that keeps nothing, or nonsense, still has a preference.
  }
  var chosen = kept === 'light' || kept === 'dark'
  var byShow = /^\/show\/[^/]+\/(call|crew)\/?$/.test(location.pathname)
  var light = chosen ? kept === 'light' : !byShow && matchMedia('(prefers-color-scheme: light)').matches
  document.documentElement.dataset.theme = light ? 'light' : 'dark'
})()
