import { test } from 'tap'
import { people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { graphFor, graphForUser } from '../fixtures/graph.js'

interface Listed {
  '@odata.context': string
  '@odata.count'?: number
  '@odata.nextLink'?: string
  value: Record<string, string>[]
}

const eventual = { consistencylevel: 'eventual' }

test('somebody is found by id, by address, in parentheses, and as oneself', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const adele = await graphForUser(emulator, 'adele')
  const described = {
    id: people.adele,
    displayName: 'Adele Vance',
    givenName: 'Adele',
    surname: 'Vance',
    jobTitle: null
  }
  for (const path of [people.adele, 'adelev@CONTOSO.example', people.adele.toUpperCase()]) {
    t.match(await graph.get(`/v1.0/users/${path}`), { status: 200, body: described }, path)
  }
  t.match(await graph.get(`/v1.0/users('AdeleV%40contoso.example')`), { status: 200, body: described })
  t.match(await graph.get(`/beta/tenants/${emulator.tenantId}/users(%27${people.adele}%27)`), { body: described })
  const me = await adele.get('/v1.0/me')
  t.match(me, { status: 200, body: described })
  t.equal(me.body['@odata.context'], `${emulator.url}/v1.0/$metadata#users/$entity`)
  t.match(await adele.get(`/v1.0/users/${people.alex}`), { body: { displayName: 'Alex Wilber' } })
})

test('nobody is oneself with client credentials, and who is not there is not found', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  t.match(await graph.get('/v1.0/me'), {
    status: 400,
    body: { error: { code: 'BadRequest', message: /only valid with delegated authentication flow/ } }
  })
  t.match(await graph.get('/v1.0/me/presence'), { status: 400 })
  t.match(await graph.get('/v1.0/users/nobody@contoso.example'), {
    status: 404,
    body: { error: { code: 'Request_ResourceNotFound', message: /'nobody@contoso.example' does not exist/ } }
  })
  t.match(await graph.get(`/v1.0/tenants/${people.adele}/users`), {
    status: 400,
    body: { error: { code: 'BadRequest', message: /should match the tenantId\(tid\) in the token/ } }
  })
})

test('people can be selected, filtered, sorted, searched and counted', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const names = async (query: string, headers = {}) =>
    ((await graph.ask('GET', `/v1.0/users?${query}`, undefined, headers)).body as unknown as Listed).value.map(
      ({ displayName }) => displayName?.split(' ')[0]
    )
  t.strictSame(await names('$orderby=displayName desc'), ['Megan', 'Lee', 'Diego', 'Alex', 'Adele'])
  t.strictSame(await names("$filter=startswith(displayName,'a')"), ['Adele', 'Alex'])
  t.strictSame(await names("$filter=startswith(displayName,'a') and not (surname eq 'Vance')"), ['Alex'])
  t.strictSame(await names(`$filter=id in ('${people.lee}', '${people.megan}')&$orderby=displayName`), ['Lee', 'Megan'])
  t.strictSame(await names("$filter=businessPhones/any(p:p eq '%2B14255550103')"), ['Diego'])
  t.strictSame(await names('FILTER=surname%20ne%20null&top=2'), ['Adele', 'Alex'], 'without $, in any case')
  t.strictSame(await names('$search="displayName:gu"', eventual), ['Lee'])
  t.strictSame(await names('flavour=sweet&$top=1'), ['Adele'], 'what is no option is none of ours')
  const { body } = await graph.get('/v1.0/users?$select=displayName,mail&$count=true&$top=1')
  t.match(body, { '@odata.count': 5, value: [{ displayName: 'Adele Vance', mail: 'AdeleV@contoso.example' }] })
  t.equal(body['@odata.context'], `${emulator.url}/v1.0/$metadata#users(displayName,mail)`)
  t.strictSame(Object.keys((body as unknown as Listed).value[0] ?? {}).sort(), ['displayName', 'id', 'mail'])
  const counted = await fetch(`${emulator.url}/v1.0/users/$count?$filter=startswith(displayName,'a')`, {
    headers: { authorization: `Bearer ${graph.token}`, accept: 'text/plain', ...eventual }
  })
  t.strictSame([counted.status, counted.headers.get('content-type'), await counted.text()], [200, 'text/plain', '2'])
})

test('pages follow each other by links to where the client is, with all it had asked', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const seen: string[] = []
  let next: string | undefined = '/v1.0/users?$top=2&$select=displayName&$orderby=displayName&$count=true'
  let pages = 0
  while (next !== undefined) {
    const body = (await graph.get(next)).body as unknown as Listed
    seen.push(...body.value.map(({ displayName = '' }) => displayName))
    t.equal(body['@odata.count'], pages++ === 0 ? 5 : undefined, 'the count is on the first page')
    const link: string | undefined = body['@odata.nextLink']
    if (link !== undefined) t.ok(link.startsWith(`${emulator.url}/v1.0/users?$top=2&$select=displayName`), link)
    next = link?.replace(emulator.url, '')
  }
  t.strictSame(seen, ['Adele Vance', 'Alex Wilber', 'Diego Siciliani', 'Lee Gu', 'Megan Bowen'])
  const wished = await graph.ask('GET', '/v1.0/users', undefined, { prefer: 'odata.maxpagesize=3, return=minimal' })
  t.equal((wished.body as unknown as Listed).value.length, 3)
  t.equal(wished.headers.get('preference-applied'), 'odata.maxpagesize=3')
  const spoilt = await graph.get('/v1.0/users?$skiptoken=0')
  t.match(spoilt, { status: 400, body: { error: { message: /none of a link to a next page/ } } })
})

test('a query that cannot be understood is refused, and the message says why', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const refused: [string, string, RegExp][] = [
    ['$flavour=sweet', 'BadRequest', /'\$flavour' is not supported. Known are \$count/],
    ['$top=1&$top=2', 'BadRequest', /more than once/],
    ['$top=1&top=2', 'BadRequest', /'\$top' was specified more than once/],
    ['$top=0', 'BadRequest', /Invalid value '0' for \$top/],
    ['$top=many', 'BadRequest', /Invalid value 'many' for \$top/],
    ['$skip=1', 'Request_UnsupportedQuery', /'\$skip' is not allowed/],
    ['$count=perhaps', 'BadRequest', /'true' or 'false'/],
    ['$select=shoeSize', 'BadRequest', /Could not find a property named 'shoeSize' on type 'microsoft.graph.user'/],
    ['$expand=shoes', 'BadRequest', /property named 'shoes'/],
    ['$expand=presence', 'ExpandNotSupported', /not allowed for property 'presence' according/],
    ['$orderby=displayName sideways', 'BadRequest', /Write 'property desc'/],
    ['$orderby=jobTitle', 'Request_UnsupportedQuery', /Sorting by 'jobTitle'/],
    ['$filter=', 'BadRequest', /Syntax error at position 0/],
    ["$filter=displayName eq 'Adele", 'BadRequest', /Syntax error at position 15/],
    ['$filter=displayName is Adele', 'BadRequest', /Syntax error at position 12/],
    ['$filter=displayName eq Adele', 'BadRequest', /Syntax error at position 15/],
    ["$filter=(displayName eq 'a'", 'BadRequest', /Syntax error at position 19/],
    ["$filter=displayName eq 'a' displayName", 'BadRequest', /Syntax error at position 19/],
    ["$filter=shoeSize eq '44'", 'BadRequest', /property named 'shoeSize' on type/],
    ["$filter=jobTitle eq 'x'", 'Request_UnsupportedQuery', /can be filtered by displayName/],
    ['$search="displayName:gu"', 'Request_UnsupportedQuery', /ConsistencyLevel: eventual/],
    ['$deltatoken=latest', 'Request_UnsupportedQuery', /'\$deltatoken' is not allowed/]
  ]
  for (const [query, code, message] of refused) {
    t.match(await graph.get(`/v1.0/users?${query}`), { status: 400, body: { error: { code, message } } }, query)
  }
  t.match(await graph.ask('GET', '/v1.0/users?$search=gu', undefined, eventual), {
    status: 400,
    body: { error: { message: /with the quotes/ } }
  })
  t.match(await graph.get('/v1.0/users/$count'), { status: 400, body: { error: { message: /ConsistencyLevel/ } } })
  t.match(await graph.get(`/v1.0/users/${people.adele}?$filter=id eq 'x'`), { status: 400 })
  t.match(await graph.ask('GET', '/v1.0/users', undefined, { accept: 'text/xml' }), {
    status: 406,
    body: { error: { code: 'NotAcceptable', message: /application\/json/ } }
  })
})

test('an answer has as many annotations as the client wants', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const path = `/v1.0/users/${people.adele}?$select=displayName`
  const level = async (accept: string, query = '') => {
    const { headers, body } = await graph.ask('GET', path + query, undefined, { accept })
    t.match(headers.get('content-type'), /^application\/json;odata.metadata=\w+;odata.streaming=true/)
    return Object.keys(body).sort()
  }
  t.strictSame(await level('application/json'), ['@odata.context', 'displayName', 'id'])
  t.strictSame(await level('application/json;odata.metadata=none'), ['displayName', 'id'])
  t.strictSame(await level('*/*', '&$format=application/json;odata.metadata=none'), ['displayName', 'id'])
  t.strictSame(await level('application/json; odata.metadata=full'), [
    ...['@odata.context', '@odata.id', '@odata.type', 'displayName', 'id']
  ])
  const { body } = await graph.ask('GET', '/v1.0/users?$top=1', undefined, {
    accept: 'application/json;odata.metadata=full'
  })
  t.match((body as unknown as Listed).value[0], {
    '@odata.type': '#microsoft.graph.user',
    '@odata.id': `${emulator.url}/v1.0/users('${people.adele}')`
  })
  const none = await graph.ask('GET', '/v1.0/users?$top=1&$count=true', undefined, {
    accept: 'application/json;odata.metadata=none'
  })
  t.strictSame(Object.keys(none.body), ['@odata.count', '@odata.nextLink', 'value'])
})

test('nothing that is emulated has an ETag, so If-Match only matches anything', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const { body } = await graph.create('http://127.0.0.1:9/')
  const remove = (match: string) =>
    graph.ask('DELETE', `/v1.0/communications/calls/${body.id}`, undefined, { 'if-match': match })
  t.match(await remove('W/"1"'), { status: 412, body: { error: { code: 'PreconditionFailed' } } })
  t.equal((await remove('*')).status, 204)
})

test('a call answers with the properties that were selected', async t => {
  const emulator = await emulatorFor(t)
  const graph = await graphFor(emulator)
  const { body } = await graph.create('http://127.0.0.1:9/')
  for (const _again of [1, 2]) {
    const selected = await graph.get(`${body.id}?$select=state,direction`)
    t.strictSame(Object.keys(selected.body).sort(), ['@odata.context', '@odata.type', 'direction', 'id', 'state'])
    t.ok('targets' in (await graph.get(body.id)).body)
  }
  t.match(await graph.get(`${body.id}?$expand=participants`), {
    status: 400,
    body: { error: { code: 'ExpandNotSupported' } }
  })
})
