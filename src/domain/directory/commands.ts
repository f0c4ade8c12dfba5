import type { Application, User } from './directory.js'

/** Adds an application to the tenant, or replaces the one with the same id. */
export interface RegisterApplication {
  type: 'registerApplication'
  at: number
  application: Application
}

/** Changes what is given of an application and leaves the rest. */
export interface ChangeApplication {
  type: 'changeApplication'
  at: number
  appId: string
  change: Partial<Omit<Application, 'appId'>>
}

export interface AddUser {
  type: 'addUser'
  at: number
  user: User
}

export interface ChangeUser {
  type: 'changeUser'
  at: number
  userId: string
  change: Partial<Omit<User, 'id'>>
}

export type DirectoryCommand = RegisterApplication | ChangeApplication | AddUser | ChangeUser

export type DirectoryEvent =
  | { type: 'applicationRegistered'; appId: string; displayName: string }
  | { type: 'applicationChanged'; appId: string; changed: string[] }
  | { type: 'userAdded'; userId: string; displayName: string }
  | { type: 'userChanged'; userId: string; changed: string[] }
