// @peculiar/x509 decorates its classes with metadata and does not bring the polyfill itself.
import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints
} from '@peculiar/asn1-x509'
import * as x509 from '@peculiar/x509'

x509.cryptoProvider.set(webcrypto as never)

/** A certificate and its private key, both as PEM. */
export interface CertifiedKey {
  readonly certificate: string
  readonly key: string
}

/** Names a certificate may stand for. */
export interface Names {
  readonly dns: readonly string[]
  readonly ip: readonly string[]
}

const day = 24 * 60 * 60 * 1_000
const curve = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2_048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256'
}

/**
 * A root that can vouch for the given names and their subdomains only: even with its key stolen, nobody can stand in
 * for a bank with it.
 */
export async function createRoot(names: Names, now: number): Promise<CertifiedKey> {
  const keys = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Ringback local CA (testing only), O=Ringback',
    keys,
    signingAlgorithm: curve,
    notBefore: new Date(now - day),
    notAfter: new Date(now + 3_650 * day),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      new x509.Extension(id_ce_nameConstraints, true, nameConstraints(names))
    ]
  })
  return certifiedKey(certificate, keys.privateKey)
}

/** A server certificate for all the names at once, signed by the root. */
export async function createServer(root: CertifiedKey, names: Names, days: number, now: number): Promise<CertifiedKey> {
  const keys = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  const issuer = new x509.X509Certificate(root.certificate)
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=localhost, O=Ringback',
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: await importKey(root.key),
    signingAlgorithm: curve,
    notBefore: new Date(now - day),
    notAfter: new Date(now + days * day),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...names.dns.map(value => ({ type: 'dns' as const, value })),
        ...names.ip.map(value => ({ type: 'ip' as const, value }))
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey)
    ]
  })
  return certifiedKey(certificate, keys.privateKey)
}

/** The RSA key that signs tokens, in a certificate of its own, because some bots read keys from certificates only. */
export async function createSigner(now: number, days = 3_650): Promise<CertifiedKey> {
  const keys = await webcrypto.subtle.generateKey(rsa, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Ringback token signing, O=Ringback',
    keys,
    signingAlgorithm: rsa,
    notBefore: new Date(now - 2 * day),
    notAfter: new Date(now + days * day)
  })
  return certifiedKey(certificate, keys.privateKey)
}

function nameConstraints({ dns, ip }: Names): ArrayBuffer {
  const permitted = [
    ...dns.map(dNSName => new GeneralName({ dNSName })),
    ...ip.map(address => new GeneralName({ iPAddress: address.includes(':') ? `${address}/128` : `${address}/32` }))
  ].map(base => new GeneralSubtree({ base }))
  return AsnConvert.serialize(new NameConstraints({ permittedSubtrees: new GeneralSubtrees(permitted) }))
}

async function certifiedKey(certificate: x509.X509Certificate, privateKey: webcrypto.CryptoKey): Promise<CertifiedKey> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', privateKey)
  return { certificate: `${certificate.toString('pem')}\n`, key: `${x509.PemConverter.encode(pkcs8, 'PRIVATE KEY')}\n` }
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const [pkcs8 = new ArrayBuffer(0)] = x509.PemConverter.decode(pem)
  return webcrypto.subtle.importKey('pkcs8', pkcs8, curve, false, ['sign'])
}
