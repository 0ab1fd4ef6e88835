// Asks the public address, as any reader would, whether it shows the edition that the staff site says is live.

const WAITS = [0, 200, 400, 600, 700]; // In all under two seconds.
const LONGEST_WAIT = 24 * 60 * 60 * 1000;

async function answerOf(place) {
  const { path, mark, live, older, status, unreachable } = place.dataset;
  try {
    const response = await fetch(path, { credentials: "omit", cache: "no-store" });
    if (!response.ok) return { text: status.replace("{status}", response.status) };
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const marks = page.querySelector('meta[name="edition"]')?.content.split(" ") ?? [];
    return marks.includes(mark) ? { text: live, isLive: true } : { text: older };
  } catch {
    return { text: unreachable };
  }
}

async function prove(place) {
  const said = place.querySelector(".live-proof-answer");
  said.textContent = place.dataset.asking;
  let answer;
  for (const wait of WAITS) {
    await new Promise((done) => setTimeout(done, wait));
    answer = await answerOf(place);
    if (answer.isLive) break;
  }
  place.classList.toggle("live-proof--live", Boolean(answer.isLive));
  place.classList.toggle("live-proof--wrong", !answer.isLive);
  said.textContent = answer.text;
}

// What is planned is asked for when its time has come.
function start(place) {
  const wait = new Date(place.dataset.since) - Date.now();
  if (wait <= 0) prove(place);
  else if (wait < LONGEST_WAIT) setTimeout(() => prove(place), wait);
}

document.querySelectorAll(".live-proof").forEach(start);
