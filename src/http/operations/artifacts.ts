import { type OperationEntry, readOnly } from './operation.js'

/** Recordings and transcripts, below a meeting or a call. */
export function artifactOperations(test: string, root: string): OperationEntry[] {
  const recordings = `${root}/recordings`
  const transcripts = `${root}/transcripts`
  return readOnly(test, [
    ...below(recordings, '{callRecording-id}', ['content']),
    ...below(transcripts, '{callTranscript-id}', ['content', 'metadataContent'])
  ])
}

function below(path: string, key: string, contents: readonly string[]): string[] {
  return [
    `GET,POST ${path}`,
    `GET ${path}/$count`,
    `GET ${path}/delta()`,
    `GET,PATCH,DELETE ${path}/${key}`,
    ...contents.map(content => `GET,PUT,DELETE ${path}/${key}/${content}`)
  ]
}
