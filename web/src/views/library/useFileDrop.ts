import { type DragEvent, useRef, useState } from 'react'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')

/** Lets a file be dropped anywhere on an element: spread `handlers` on it. */
export const useFileDrop = (onFile: (file: File) => void) => {
  const [isOver, setOver] = useState(false)
  // Entering a child comes before leaving its parent: only the count tells whether the file is still over us.
  const depth = useRef(0)
  const step = (by: number) => (event: DragEvent) => {
    if (!hasFiles(event)) return
    depth.current = Math.max(0, depth.current + by)
    setOver(depth.current > 0)
  }
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth.current = 0
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file !== undefined) onFile(file)
  }
  const allow = (event: DragEvent) => (hasFiles(event) ? event.preventDefault() : undefined)
  return { isOver, handlers: { onDragEnter: step(1), onDragLeave: step(-1), onDragOver: allow, onDrop: drop } }
}
