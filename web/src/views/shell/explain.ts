/** What to say when a screen stopped. A part of the app that is not there any more means that there is a newer app. */
export const explain = (error: unknown): { title: string; sentence: string } =>
  error instanceof Error && /dynamically imported module|module script failed|preload CSS/i.test(error.message)
    ? {
        title: 'Callboard has been updated',
        sentence: 'This page is from before the update, or the connection was lost. Reload it to go on; what you wrote is kept.',
      }
    : {
        title: 'This screen stopped working',
        sentence: 'What you wrote is kept on this device, and with the server as far as it was reached. Reload to go on.',
      }
