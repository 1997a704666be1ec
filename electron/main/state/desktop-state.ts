import { z } from 'zod'

/** How many machines the menu remembers. */
export const MOST_RECENT_MACHINES = 10

const rectangleSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive()
})

/** What the desktop remembers of this computer from one start to the next; nothing of it is a recording's or a model's. */
export const desktopStateSchema = z.object({
  window: z.object({
    /** Of the window when it is neither maximised nor full screen, in device-independent pixels. */
    bounds: rectangleSchema.nullable(),
    isMaximised: z.boolean(),
    isFullScreen: z.boolean(),
    /** Chromium's level: 0 is 100 %, each step a factor of 1.2. */
    zoomLevel: z.number().min(-8).max(9)
  }),
  /** Newest first. */
  recentMachines: z.array(z.object({ id: z.string(), name: z.string() })).max(MOST_RECENT_MACHINES),
  /** Where the dialogs open next time. */
  folders: z.object({ open: z.string().nullable(), save: z.string().nullable() })
})
export type DesktopState = z.infer<typeof desktopStateSchema>

export const EMPTY_STATE: DesktopState = {
  window: { bounds: null, isMaximised: false, isFullScreen: false, zoomLevel: 0 },
  recentMachines: [],
  folders: { open: null, save: null }
}
