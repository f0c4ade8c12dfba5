import { adhocCallRules } from './adhoc-calls.js'
import { callRecordRules } from './call-records.js'
import { callRules } from './calls.js'
import { meetingRules } from './meetings.js'
import type { PermissionRules } from './permission-rule.js'
import { presenceRules } from './presence.js'
import { userRules } from './users.js'

/**
 * Which permissions each operation takes. A subscription takes those of reading what it is about.
 * Source: the permissions reference of Microsoft Graph, https://learn.microsoft.com/graph/permissions-reference
 */
export const permissionRules: PermissionRules = {
  ...callRules,
  ...callRecordRules,
  ...presenceRules,
  ...meetingRules,
  ...adhocCallRules,
  ...userRules
}
