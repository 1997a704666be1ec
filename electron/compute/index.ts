import { hostPort } from './port.ts'
import { registry } from './registry.ts'
import { serve } from './serve.ts'

// Ctrl+C in a terminal reaches every process of the group; the host alone decides what ends, and how.
process.on('SIGINT', () => undefined)

serve(hostPort(), registry, () => process.exit())
