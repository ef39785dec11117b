/** The newest of what is kept too: as the server has it, or what is kept when the server does not answer in time. */
export async function newest(fetched: Promise<Response>, kept: () => Promise<Response | undefined>, patienceMs: number): Promise<Response> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), patienceMs);
  });
  const answer = await Promise.race([fetched.catch(() => undefined), late]);
  clearTimeout(timer);
  // Without anything kept, a late answer is still better than none.
  return answer?.ok ? answer : ((await kept()) ?? fetched);
}
