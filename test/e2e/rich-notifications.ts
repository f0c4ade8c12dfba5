import 'reflect-metadata'
import { constants, createDecipheriv, createHmac, privateDecrypt, webcrypto, X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { type Test, test } from 'tap'
import { openKeyring } from '../../src/certificates/keyring.js'
import { sealed } from '../../src/notifications/encryption.js'
import type { EncryptedContent } from '../../src/wire/change-notification.js'
import { code, people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { endpointFor } from '../fixtures/endpoint.js'
import { graphFor, graphForUser, ivrBot } from '../fixtures/graph.js'

/** What a client does with what it is sent, written from the documentation. */
function decrypt({ data, dataSignature, dataKey }: EncryptedContent, privateKey: string): Record<string, unknown> {
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }
  const key = privateDecrypt({ key: privateKey, ...padding }, Buffer.from(dataKey, 'base64'))
  const cipherText = Buffer.from(data, 'base64')
  const signature = createHmac('sha256', key).update(cipherText).digest('base64')
  if (signature !== dataSignature) throw new Error('the signature is wrong')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16))
  return JSON.parse(Buffer.concat([decipher.update(cipherText), decipher.final()]).toString())
}

/** A key with a certificate, as an application's owner would make them. */
async function keyPair(t: Test, name: string) {
  const { signer } = await openKeyring(join(t.testdirName, name), Date.now())
  const der = new X509Certificate(signer.certificate).raw.toString('base64')
  return { ...signer, der }
}

async function stage(t: Test) {
  t.testdir({ one: {}, two: {} })
  const emulator = await emulatorFor(t, { startTime: '2026-08-07T10:00:00Z' })
  const endpoint = await endpointFor(t)
  const one = await keyPair(t, 'one')
  const graph = await graphForUser(emulator, 'megan')
  const app = await graphFor(emulator)
  const wanted = {
    changeType: 'updated',
    notificationUrl: endpoint.url,
    resource: `communications/presences/${people.adele}`,
    expirationDateTime: '2026-08-07T11:00:00Z',
    includeResourceData: true,
    encryptionCertificate: one.der,
    encryptionCertificateId: 'cert1'
  }
  const subscribe = (more: object = {}) => graph.ask('POST', '/v1.0/subscriptions', { ...wanted, ...more })
  const busy = (activity: string) =>
    app.ask('POST', `/v1.0/users/${people.adele}/presence/setPresence`, {
      ...{ sessionId: people.lee, availability: 'Busy', activity }
    })
  return { emulator, endpoint, one, graph, subscribe, busy }
}

test('the symmetric half is that of the check vector', async t => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index))
  t.strictSame(sealed('{"id":"u1","availability":"Busy","activity":"InACall"}', key), {
    data: 'bJ4s5qq6V00Bh5x2IX/Q8+BYn5wdXFsTl9vNX0vc/gxNsb5D8nBtLUT89CLraTQWVddMj9iZCJcGyDw9DVB/xA==',
    dataSignature: 'oTOU8MNtwOaLo8Ir9TR6mNrt+wovoMbqO1fXX23sRHw='
  })
})

test('resource data is told to those with the key, and vouched for with our own', async t => {
  const { emulator, endpoint, one, graph, subscribe, busy } = await stage(t)
  const { status, body } = await subscribe()
  t.equal(status, 201)
  t.match(body, { includeResourceData: true, encryptionCertificate: null, encryptionCertificateId: 'cert1' })
  await busy('InACall')
  await emulator.advance('PT1S')
  const [posted] = endpoint.posted
  const content = posted?.value[0]?.encryptedContent
  t.equal(content?.encryptionCertificateId, 'cert1')
  t.equal(
    content?.encryptionCertificateThumbprint,
    new X509Certificate(one.certificate).fingerprint.replaceAll(':', '')
  )
  t.equal(content?.dataKey.length, 344)
  const told = {
    '@odata.id': `users/${people.adele}/presence`,
    '@odata.type': '#microsoft.graph.presence',
    id: people.adele,
    availability: 'Busy',
    activity: 'InACall'
  }
  t.strictSame(content && decrypt(content, one.key), told)
  t.match(emulator.deliveries({ type: 'presenceChanged' })[0]?.decrypted, [told], 'the journal tells it openly')

  const published = await fetch(`${emulator.url}/common/discovery/v2.0/keys`)
  const keys = createLocalJWKSet((await published.json()) as JSONWebKeySet)
  t.equal(posted?.validationTokens?.length, 1)
  const { payload } = await jwtVerify(posted?.validationTokens?.[0] ?? '', keys)
  t.match(payload, {
    aud: ivrBot.appId,
    iss: `https://sts.windows.net/${emulator.tenantId}/`,
    appid: '0bf30f3b-4a52-48df-9a82-234910c4a086',
    tid: emulator.tenantId,
    ver: '1.0'
  })

  const two = await keyPair(t, 'two')
  const path = `/v1.0/subscriptions/${body.id}`
  const rotated = { encryptionCertificate: two.certificate, encryptionCertificateId: 'cert2' }
  t.equal(code(await graph.ask('PATCH', path, rotated)), 200)
  await busy('InAConferenceCall')
  await emulator.advance('PT1S')
  const next = endpoint.posted[1]?.value[0]?.encryptedContent
  t.equal(next?.encryptionCertificateId, 'cert2')
  t.match(next && decrypt(next, two.key), { activity: 'InAConferenceCall' })
  t.throws(() => next && decrypt(next, one.key))
  t.not(next?.dataKey, content?.dataKey)
  t.equal(posted?.validationTokens?.[0], endpoint.posted[1]?.validationTokens?.[0], 'signed once')
})

/** A certificate around an RSA key of so many bits. */
async function certificateOf(modulusLength: number): Promise<string> {
  const { X509CertificateGenerator } = await import('@peculiar/x509')
  const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const publicExponent = new Uint8Array([1, 0, 1])
  const keys = await webcrypto.subtle.generateKey({ ...rsa, modulusLength, publicExponent }, true, ['sign', 'verify'])
  const made = await X509CertificateGenerator.createSelfSigned(
    { name: 'CN=small', keys: keys as never, signingAlgorithm: rsa },
    webcrypto as never
  )
  return Buffer.from(made.rawData).toString('base64')
}

test('a certificate that cannot be used is refused', async t => {
  const { subscribe, one } = await stage(t)
  t.match(await subscribe({ encryptionCertificate: await certificateOf(1_024) }), {
    status: 400,
    body: { error: { code: 'InvalidRequest', message: /2048 to 4096 bits/ } }
  })
  const { server } = await openKeyring(join(t.testdirName, 'one'), Date.now())
  const elliptic = new X509Certificate(server.certificate).raw.toString('base64')
  for (const encryptionCertificate of ['', 'none', elliptic, one.der.slice(0, 100)]) {
    t.equal(code(await subscribe({ encryptionCertificate })), '400 InvalidRequest', encryptionCertificate.slice(0, 10))
  }
  t.match(
    (await subscribe({ encryptionCertificateId: undefined })).body.error.message,
    /'encryptionCertificateId' is required/
  )
  t.equal(code(await subscribe({ encryptionCertificate: Buffer.from(one.certificate).toString('base64') })), 201, 'PEM')
})

test('what a client must not believe can be sent to it', async t => {
  const { emulator, endpoint, one, subscribe, busy } = await stage(t)
  await subscribe()
  const sent = async (action: string, activity: string) => {
    await emulator.control('POST', '/faults', { action, count: 1 })
    await busy(activity)
    await emulator.advance('PT1S')
    const posted = endpoint.posted.at(-1)
    const answer = await fetch(`${emulator.url}/common/discovery/v2.0/keys`)
    const keys = (await answer.json()) as JSONWebKeySet
    return { content: posted?.value[0]?.encryptedContent, token: posted?.validationTokens?.[0] ?? '', keys }
  }
  const forged = await sent('corruptSignature', 'InACall')
  t.throws(() => forged.content && decrypt(forged.content, one.key), /the signature is wrong/)
  const wrong = await sent('wrongToken', 'InAConferenceCall')
  const audience = { audience: ivrBot.appId }
  await t.rejects(jwtVerify(wrong.token, createLocalJWKSet(wrong.keys), audience), /"aud"/)
  const expired = await sent('expiredCertificate', 'InACall')
  const { protectedHeader } = await jwtVerify(expired.token, createLocalJWKSet(expired.keys), audience)
  const [certificate = ''] = expired.keys.keys.find(({ kid }) => kid === protectedHeader.kid)?.x5c ?? []
  t.ok(Date.parse(new X509Certificate(Buffer.from(certificate, 'base64')).validTo) < Date.now())
})
