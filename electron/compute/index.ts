import { hostPort } from './port.ts'
import { registry } from './registry.ts'
import { serve } from './serve.ts'

serve(hostPort(), registry, () => process.exit())
