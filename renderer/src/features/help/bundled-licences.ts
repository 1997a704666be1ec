import { z } from 'zod'
import { AppError } from '../../../../electron/contract/errors.ts'

/** What the build lists (licences.json beside the interface). */
const licencesSchema = z.array(
  z.object({
    name: z.string(),
    version: z.string(),
    identifier: z.string().nullish(),
    text: z.string().nullish()
  })
)

/** The licences of the bundled libraries as one text. */
export const licencesText = (list: unknown): string =>
  licencesSchema
    .parse(list)
    .map(({ name, version, identifier, text }) =>
      [`${name} ${version}${identifier ? ` (${identifier})` : ''}`, text?.trim() ?? '']
        .filter(Boolean)
        .join('\n\n')
    )
    .join(`\n\n${'-'.repeat(72)}\n\n`)

/** Reads that list from the host. @throws AppError not-found */
export const readBundledLicences = async (address: string): Promise<string> => {
  const response = await fetch(address, { credentials: 'same-origin' })
  if (!response.ok) throw new AppError('not-found', 'The texts of the licences are not in this installation')
  return licencesText(await response.json())
}
