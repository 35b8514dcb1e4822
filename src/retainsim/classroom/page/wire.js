// The socket: takes messages apart, keeps the log of what is played, and opens again when the connection is lost.

const AGAIN = 1500, LATEST = 15000; // ms until the next try, longer each time
const FAREWELLS = { // why the server has closed the socket for good
  4001: "This game has been opened in another place and goes on there. Reload this page to bring it back here.",
  4002: "The teacher has removed this team." };
const GAME = "retainsim:game"; // the last game, kept for another day

export function open(onMessage, onLost) {
  const key = "retainsim:" + location.pathname;
  const url = new URL("socket", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  let socket = null, wait = AGAIN;

  function connect() {
    socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => { wait = AGAIN; onLost(""); const log = stored(sessionStorage, key); say({ do: "hello", ...(log ? { log } : {}) }); };
    socket.onmessage = (event) => onMessage(...apart(event.data));
    socket.onclose = (event) => {
      if (FAREWELLS[event.code]) { onLost(FAREWELLS[event.code]); return; }
      onLost("The connection is lost. Trying again ... If the page has been started anew, open its new address.");
      setTimeout(connect, wait);
      wait = Math.min(LATEST, 1.5 * wait);
    };
  }

  function say(message) {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  function keep(log) {
    const text = JSON.stringify(log);
    sessionStorage.setItem(key, text);
    if (log.bet) localStorage.setItem(GAME, JSON.stringify({ at: Date.now(), document: log }));
  }

  function last(digest) {
    const game = stored(localStorage, GAME);
    return game?.document?.digest === digest ? game : null;
  }

  connect();
  return { say, keep, last, download, saved: () => stored(sessionStorage, key), forget: () => sessionStorage.removeItem(key) };
}

function stored(storage, key) {
  try { return JSON.parse(storage.getItem(key)); } catch { return null; }
}

function download(log) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(log, null, 1)], { type: "application/json" }));
  link.download = `${log.scenario.replace(/[^\w-]+/g, "-")}-${log.bet ? "game" : "firm"}-luck-${log.replication}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function apart(data) {
  const length = new DataView(data).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, length)));
  let at = 4 + length;
  const buffers = head.sizes.map((size) => { const part = data.slice(at, at + size); at += size; return part; });
  return [head, buffers];
}
