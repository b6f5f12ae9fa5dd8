/** A server that answers from a list, and remembers what it was asked. */
export function playing(...answers: (Response | Error)[]) {
  const asked: Request[] = []
  const fetch = async (request: Request): Promise<Response> => {
    asked.push(request)
    const answer = answers.shift()
    if (answer === undefined) throw new Error(`${request.url} was not expected`)
    if (answer instanceof Error) throw answer
    return answer
  }
  return { asked, fetch }
}
