import { Refusal } from '../refusals.js'
import type { DirectoryReader, Outcome } from '../state.js'
import type { DirectoryCommand } from './commands.js'

/** Who is in a tenant and what they may do changes at once: the next token or call sees it. */
export function changeDirectory(directory: DirectoryReader, command: DirectoryCommand): Outcome {
  switch (command.type) {
    case 'registerApplication': {
      const { application } = command
      const { appId, displayName } = application
      return { application, events: [{ type: 'applicationRegistered', appId, displayName }] }
    }
    case 'changeApplication': {
      const { appId, change } = command
      const existing = directory.application(appId)
      if (existing === undefined) throw new Refusal('applicationNotFound', `No application has the id '${appId}'.`)
      const application = { ...existing, ...change }
      return { application, events: [{ type: 'applicationChanged', appId, changed: Object.keys(change) }] }
    }
    case 'addUser': {
      const { user } = command
      if (directory.user(user.id)) throw new Refusal('alreadyExists', `A user with the id '${user.id}' exists.`)
      return { user, events: [{ type: 'userAdded', userId: user.id, displayName: user.displayName }] }
    }
    case 'changeUser': {
      const { userId, change } = command
      const existing = directory.user(userId)
      if (existing === undefined) throw new Refusal('userNotFound', `No user has the id '${userId}'.`)
      const user = { ...existing, ...change }
      return { user, events: [{ type: 'userChanged', userId, changed: Object.keys(change) }] }
    }
  }
}
