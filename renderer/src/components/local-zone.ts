/** IANA name of this computer's time zone. */
export const localZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
