import { computed, onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { useEventListener } from '@vueuse/core'
import { createCaptureSession, type CaptureSession } from '../capture/capture-session.ts'
import { deviceToOpen, listInputs, type InputDevice } from '../capture/device-list.ts'
import { problemOf, type MicrophoneProblem } from '../capture/microphone-problem.ts'
import { openMicrophone, type Microphone } from '../capture/open-microphone.ts'

/** A microphone at work and what it has heard. */
export interface OpenMicrophone {
  readonly microphone: Microphone
  readonly session: CaptureSession
}

export interface MicrophoneControl {
  /** closed: nobody asked for it. */
  readonly state: Ref<'closed' | 'opening' | 'open' | 'problem'>
  readonly problem: Ref<MicrophoneProblem | null>
  readonly opened: ShallowRef<OpenMicrophone | null>
  readonly devices: ShallowRef<readonly InputDevice[]>
  /** Frames heard so far, brought up to date ten times a second. */
  readonly end: Ref<number>
  readonly isMuted: Ref<boolean>
  /** Name of the device that is open or was asked for; empty: not known. */
  readonly deviceName: Ref<string>
  /** Opens the remembered device, or the system's choice. */
  open(remembered: InputDevice | undefined): Promise<void>
  close(): void
  refreshDevices(): Promise<void>
}

const TICK_S = 0.1
const isSupported = (): boolean => 'mediaDevices' in navigator && typeof AudioWorkletNode === 'function'

/** The microphone with its states; `onLost` is called once when it goes away while it is open. */
export const useMicrophone = (onLost: (lost: OpenMicrophone) => void): MicrophoneControl => {
  const state = ref<'closed' | 'opening' | 'open' | 'problem'>('closed')
  const problem = ref<MicrophoneProblem | null>(null)
  const opened = shallowRef<OpenMicrophone | null>(null)
  const devices = shallowRef<readonly InputDevice[]>([])
  const end = ref(0)
  const isMuted = ref(false)
  const wanted = shallowRef<InputDevice>()
  const deviceName = computed(() => wanted.value?.label ?? '')
  let turn = 0

  const fail = (reason: MicrophoneProblem): void => {
    state.value = 'problem'
    problem.value = reason
  }
  const release = (): OpenMicrophone | null => {
    const last = opened.value
    opened.value = null
    isMuted.value = false
    last?.microphone.close()
    return last
  }
  const refreshDevices = async (): Promise<void> => {
    if (isSupported()) devices.value = await listInputs()
  }
  const follow = (session: CaptureSession): void => {
    end.value = 0
    session.onSound(() => {
      if (session.ring.end - end.value >= TICK_S * session.sampleRateHz) end.value = session.ring.end
    })
  }
  const open = async (remembered: InputDevice | undefined): Promise<void> => {
    const mine = ++turn
    release()
    wanted.value = remembered
    if (!isSupported()) return fail('unsupported')
    state.value = 'opening'
    problem.value = null
    try {
      await refreshDevices()
      let session: CaptureSession | null = null
      const deviceId = deviceToOpen(devices.value, remembered)
      const microphone = await openMicrophone(deviceId, {
        onBlock: block => session?.accept(block),
        onEnded: () => {
          if (mine !== turn) return
          const lost = release()
          fail('unplugged')
          if (lost !== null) onLost(lost)
        },
        onMuted: muted => {
          if (mine === turn) isMuted.value = muted
        }
      })
      if (mine !== turn) return microphone.close()
      session = createCaptureSession(microphone)
      wanted.value = { id: microphone.deviceId, label: microphone.label }
      opened.value = { microphone, session }
      follow(session)
      state.value = 'open'
      // Names are told only after the permission.
      await refreshDevices()
    } catch (error) {
      if (mine !== turn) return
      const reason = problemOf(error, remembered !== undefined)
      if (reason === 'failed') console.error(error)
      fail(reason)
    }
  }
  const close = (): void => {
    turn++
    release()
    state.value = 'closed'
    problem.value = null
  }
  const isBack = (): boolean => {
    if (problem.value === 'none') return devices.value.length > 0
    return devices.value.some(
      ({ id, label }) => id === wanted.value?.id || (label !== '' && label === wanted.value?.label)
    )
  }
  const onChange = async (): Promise<void> => {
    await refreshDevices()
    const waits = problem.value === 'unplugged' || problem.value === 'missing' || problem.value === 'none'
    if (waits && isBack()) await open(wanted.value)
  }
  if (isSupported()) useEventListener(navigator.mediaDevices, 'devicechange', () => void onChange())
  onScopeDispose(close)
  return { state, problem, opened, devices, end, isMuted, deviceName, open, close, refreshDevices }
}
