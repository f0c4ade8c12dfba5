import type { MeetingDraws } from '../../domain/meetings/wishes.js'
import type { Ids } from '../../ids/ids.js'

/** How many digits people type to join. */
const joinDigits = 12

/** How many letters and digits a passcode has. */
const passcodeLength = 6

/** What is drawn for each new meeting. */
export function meetingDraws(ids: Ids): MeetingDraws {
  const text = `${ids.short()}${ids.short()}`.replace(/[^0-9A-Za-z]/g, '')
  return { threadGuid: ids.guid(), joinMeetingId: ids.digits(joinDigits), passcode: text.slice(0, passcodeLength) }
}
