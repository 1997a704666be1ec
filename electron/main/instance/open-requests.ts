import type { StartRequest } from './arguments.ts'

export interface OpenRequests {
  /** Hands a request to the page, or keeps it until a page listens. */
  take(request: StartRequest): void
  /** The page listens from now on. */
  pageIsReady(): void
  /** The page is loaded anew: requests wait again. */
  pageIsGone(): void
}

/** Files and machines that are asked for before the page can hear of them, in order. */
export const createOpenRequests = (deliver: (request: StartRequest) => void): OpenRequests => {
  const waiting: StartRequest[] = []
  let isReady = false
  return {
    take: request => {
      if (request.paths.length === 0 && request.machineId === null) return
      if (isReady) deliver(request)
      else waiting.push(request)
    },
    pageIsReady: () => {
      isReady = true
      for (const request of waiting.splice(0)) deliver(request)
    },
    pageIsGone: () => {
      isReady = false
    }
  }
}
