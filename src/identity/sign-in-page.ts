import type { RegisteredUser } from './registrations.js'

/**
 * The page on which one signs in: the people there are, each a link. No password: nobody has a secret here.
 *
 * @param link Where choosing somebody leads, by their id.
 * @param hint Who is expected, by address; stands first.
 */
export function signInPage(users: readonly RegisteredUser[], link: (id: string) => string, hint?: string): string {
  const isHinted = ({ userPrincipalName }: RegisteredUser) => userPrincipalName.toLowerCase() === hint?.toLowerCase()
  const sorted = [...users].sort((a, b) => Number(isHinted(b)) - Number(isHinted(a)))
  const choices = sorted.map(({ id, displayName: text, userPrincipalName: note }) => ({ href: link(id), text, note }))
  return noticePage('Choose who signs in.', choices)
}

interface Choice {
  readonly href: string
  readonly text: string
  readonly note?: string
}

/** A page that says something, and what there is to choose from. */
export function noticePage(message: string, choices: readonly Choice[] = []): string {
  const rows = choices.map(({ href, text, note }) => {
    const below = note === undefined ? '' : `<span>${escaped(note)}</span>`
    return `<li><a href="${escaped(href)}"><b>${escaped(text)}</b>${below}</a></li>`
  })
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in - Ringback</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 24rem; margin: 12vh auto; padding: 0 1rem; color: #222; background: #f6f6f4 }
  ul { list-style: none; padding: 0 }
  a { display: block; padding: .75rem 1rem; margin: .5rem 0; background: #fff; border: 1px solid #ccc; border-radius: 6px; color: inherit; text-decoration: none }
  a:hover, a:focus { border-color: #335 }
  span { display: block; color: #555 }
</style>
<h1>Ringback</h1>
<p>${escaped(message)}</p>
<ul>${rows.join('')}</ul>
</html>`
}

/** Text as it may stand in a page. */
export const escaped = (text: string) => text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)
