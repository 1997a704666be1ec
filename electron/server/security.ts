import type { IncomingHttpHeaders } from 'node:http'
import { contentSecurityPolicy } from '../core/content-security-policy.ts'

/** Names under which this server may be addressed; a name of any other site that points here is refused. */
const hostsFor = (port: number): readonly string[] => [`127.0.0.1:${port}`, `localhost:${port}`]

/**
 * Whether a request is addressed to this server and, where a browser says from which page it comes, comes from
 * this server's pages. Protects against DNS rebinding and requests forged by other sites.
 */
export const isTrusted = (headers: IncomingHttpHeaders, port: number): boolean => {
  const { host, origin } = headers
  if (host === undefined || !hostsFor(port).includes(host.toLowerCase())) return false
  return origin === undefined || hostsFor(port).some(own => origin.toLowerCase() === `http://${own}`)
}

/** Headers of every answer. */
export const securityHeaders = (port: number): Readonly<Record<string, string>> => ({
  'content-security-policy': contentSecurityPolicy(hostsFor(port).map(host => `ws://${host}`)),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'microphone=(self), camera=(), geolocation=(), usb=(), payment=()',
  'cache-control': 'no-store'
})

/** A report is shown in a frame of this application's own pages; the browser's viewer brings its own styles. */
export const REPORT_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "frame-ancestors 'self'",
  'x-frame-options': 'SAMEORIGIN'
}
