// What the reference client does on the wire, written from its documented contract: the same headers on every request,
// so every cross-origin call is preflighted; success is 2xx with a JSON body; chat is read chunk by chunk and each chunk is
// split into lines by itself, without carry-over, so a server that splits a line loses it.
window.client = (base, token) => {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const send = (method, path, body) =>
    fetch(base + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const call = async (method, path, body) => {
    const response = await send(method, path, body);
    return { ok: response.ok, status: response.status, body: await response.json() };
  };
  const chat = async (region, model, messages) => {
    const response = await send('POST', `/${region}/chat`, { model, messages, stream: true });
    const reader = response.body.getReader();
    let text = '', dropped = 0, lines = 0, done = false;
    for (;;) {
      const { value, done: end } = await reader.read();
      if (end) break;
      for (const line of new TextDecoder().decode(value).split('\n')) {
        if (!line.trim()) continue;
        try {
          const part = JSON.parse(line);
          lines += 1;
          text += part.message?.content ?? '';
          done = done || part.done;
        } catch { dropped += 1; }
      }
    }
    return { status: response.status, text, dropped, lines, done };
  };
  // The scores of the panel: from the first brace to the last, a flat object of whole numbers.
  const stats = async (region, prompt) => {
    const { body } = await call('POST', `/${region}/generate`,
      { model: 'llama3', prompt, stream: false, options: { temperature: 0.3, top_p: 0.95 } });
    const text = body.response;
    return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
  };
  // Its page /check: nine calls one after the other, each fine when it is 2xx with JSON.
  const check = async (uid) => {
    const id = '550e8400-e29b-41d4-a716-446655440000';
    const embed = { model: 'nomic-embed-text', input: 'Why is the sky blue?' };
    const row = { id, title: 'Check', conversation: [{ id: '2e99jdi', role: 'user', content: 'Why is the sky blue?' }] };
    const steps = [
      ['GET', '/us-east-1/tags'], ['POST', '/us-east-1/embed', embed],
      ['GET', '/us-west-2/tags'], ['POST', '/us-west-2/embed', embed],
      ['GET', `/conversations/${uid}`], ['POST', `/conversations/${uid}`, row], ['GET', `/conversations/${uid}/${id}`],
      ['PUT', `/conversations/${uid}/${id}`, { title: 'Checked', userId: '048884b8-0000-4000-8000-000000000000' }],
      ['DELETE', `/conversations/${uid}/${id}`],
    ];
    const results = [];
    for (const step of steps) results.push((await call(...step)).ok);
    return results;
  };
  return { call, chat, stats, check };
};
