/** True where the microphone was allowed before: it opens without a question. */
export const canOpenUnasked = async (): Promise<boolean> => {
  try {
    const { state } = await navigator.permissions.query({ name: 'microphone' })
    // Denied opens nothing either, but says at once what to do.
    return state !== 'prompt'
  } catch (error) {
    // Firefox knows no such permission: the person presses the button.
    if (error instanceof TypeError) return false
    throw error
  }
}
