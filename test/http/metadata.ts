import { test } from 'tap'
import { emulatorFor } from '../fixtures/emulator.js'

/** The elements of a document, or what is wrong with it: each that is opened has to be closed, in order. */
function elementsOf(xml: string): string[] {
  const open: string[] = []
  const seen: string[] = []
  for (const [tag, close, name = '', empty] of xml.matchAll(/<(\/?)([\w:]+)(?:\s+[\w:]+="[^"<>]*")*\s*(\/?)>/g)) {
    if (close === '/') {
      if (open.pop() !== name) throw new Error(`${tag} closes another element`)
      continue
    }
    seen.push(name)
    if (empty === '') open.push(name)
  }
  if (open.length > 0) throw new Error(`${open} stay open`)
  return seen
}

test('$metadata needs no token and tells of everything that is emulated', async t => {
  const emulator = await emulatorFor(t)
  const answer = await fetch(`${emulator.url}/v1.0/$metadata`)
  t.equal(answer.status, 200)
  t.match(answer.headers.get('content-type'), /^application\/xml/)
  const xml = await answer.text()
  const elements = elementsOf(xml)
  for (const name of ['edmx:Edmx', 'Schema', 'EntityType', 'ComplexType', 'Action', 'EntityContainer', 'Singleton']) {
    t.ok(elements.includes(name), name)
  }
  for (const part of [
    /<EntityType Name="call" OpenType="false"><Key><PropertyRef Name="id"\/><\/Key>/,
    /<Property Name="ringingTimeoutInSeconds" Type="Edm.Int32"\/>/,
    /<Property Name="targets" Type="Collection\(microsoft.graph.invitationParticipantInfo\)" Nullable="false"\/>/,
    /<EntityType Name="presence".*<Property Name="availability" Type="Edm.String" Nullable="false"\/>/,
    /<EntitySet Name="users" EntityType="microsoft.graph.user"\/>/,
    /<NavigationProperty Name="presences" Type="Collection\(microsoft.graph.presence\)" ContainsTarget="true"\/>/,
    /<Schema Namespace="microsoft.graph.callRecords"[\s\S]*<EntityType Name="session"/,
    /<Action Name="setPresence" IsBound="true"><Parameter Name="bindingParameter" Type="microsoft.graph.presence"\/>/
  ]) {
    t.match(xml, part)
  }
  const types = new Set(Array.from(xml.matchAll(/<(?:Entity|Complex)Type Name="(\w+)"/g), ([, name]) => name))
  for (const [, used] of xml.matchAll(/Type="(?:Collection\()?microsoft\.graph\.(?:callRecords\.)?(\w+)/g))
    t.ok(types.has(used), String(used))
  const beta = await (await fetch(`${emulator.url}/beta/$metadata`)).text()
  t.match(beta, /<Action Name="raiseHand"/)
  t.notMatch(xml, /raiseHand/)
})
