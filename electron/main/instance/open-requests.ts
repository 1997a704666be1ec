import type { StartRequest } from './arguments.ts'

export interface OpenRequests {
  /** Hands a request to the page, or keeps it until a page listens. */
  take(request: StartRequest): void
  /** The page listens from now on; what waited is delivered in order. */
  pageIsReady(deliver: (request: StartRequest) => void): void
  /** The page is loaded anew: requests wait again. */
  pageIsGone(): void
}

/** Files and machines that are asked for before the page can hear of them. */
export const createOpenRequests = (): OpenRequests => {
  const waiting: StartRequest[] = []
  let deliverNow: ((request: StartRequest) => void) | null = null
  return {
    take: request => {
      // A later start that asks for nothing only wants to see the window.
      if (deliverNow !== null) deliverNow(request)
      else if (request.paths.length > 0 || request.machineId !== null) waiting.push(request)
    },
    pageIsReady: deliver => {
      deliverNow = deliver
      for (const request of waiting.splice(0)) deliver(request)
    },
    pageIsGone: () => {
      deliverNow = null
    }
  }
}
