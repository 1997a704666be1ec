/** What a hidden window and the main process say to each other: the messages of a compute process. */
export const ENGINE_CHANNEL = 'earshot:compute'
