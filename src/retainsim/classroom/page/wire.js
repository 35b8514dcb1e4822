// The socket: takes messages apart, keeps the log of the game for a reload, and opens again when the connection is lost.

const AGAIN = 1500; // ms until the next try

export function open(onMessage, onLost) {
  const key = "retainsim:" + location.pathname;
  const url = new URL("socket", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  let socket = null;

  function connect() {
    socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => { onLost(false); say({ do: "hello", ...saved() }); };
    socket.onmessage = (event) => onMessage(...apart(event.data));
    socket.onclose = () => { onLost(true); setTimeout(connect, AGAIN); };
  }

  function saved() {
    try {
      const log = JSON.parse(sessionStorage.getItem(key));
      return log ? { log } : {};
    } catch { return {}; }
  }

  function say(message) {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  connect();
  return { say, keep: (log) => sessionStorage.setItem(key, JSON.stringify(log)), forget: () => sessionStorage.removeItem(key) };
}

function apart(data) {
  const length = new DataView(data).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, length)));
  let at = 4 + length;
  const buffers = head.sizes.map((size) => { const part = data.slice(at, at + size); at += size; return part; });
  return [head, buffers];
}
