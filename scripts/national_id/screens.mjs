// The screens of the practice provider, in the look of the portal: no script, no inline style.

const SEX = { male: '男', female: '女' };
const STOP = '<svg class="ic" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M12 7v6M12 16v.1"/></svg>';

const safe = (text) => String(text)
  .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function page(title, main, { failed = false } = {}) {
  return `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${failed ? 'エラー: ' : ''}${title} | 練習用のカード読み取り</title>
<link rel="stylesheet" href="/app.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">本文へ進む</a>
<header class="top"><p class="trial">練習用の画面です。人もカードも架空のものです。</p>
<div class="w"><p class="name">練習用の<wbr>カード読み取り</p></div></header>
<main id="main" tabindex="-1"><div class="body w"><div class="form flow">
${main}
</div></div></main>
<footer class="foot"><div class="w"><p>公開されているソフトウェアです。国や自治体のサービスではありません。</p></div></footer>
</body>
</html>
`;
}

function summary(problem, field) {
  if (!problem) return '';
  return `<div class="note bad flow" role="alert" tabindex="-1" aria-labelledby="error-summary">
<h2 id="error-summary">${STOP}直していただきたいところがあります</h2>
<ul><li><a href="#${field}">${safe(problem)}</a></li></ul></div>`;
}

const error = (id, problem) => (problem
  ? `<p class="err" id="${id}">${STOP}<span><span class="vh">エラー: </span>${safe(problem)}</span></p>` : '');

function option(card, chosen, described) {
  const note = card.note ? `<small>${safe(card.note)}</small>` : '';
  return `<label class="opt"><input type="radio" name="card" value="${safe(card.id)}" id="card-${safe(card.id)}"${
    card.id === chosen ? ' checked' : ''}${described}><span><b>${safe(card.name)}</b>${note}</span></label>`;
}

/** Choose a card and type its PIN. `problem` belongs to `field`: 'card' or 'pin'. */
export function signIn({ uid, cards, service, pin, chosen, problem, field }) {
  const first = `card-${safe(cards[0].id)}`;
  const atCard = field === 'card' ? problem : '';
  const atPin = field === 'pin' ? problem : '';
  return page('マイナンバーカードの読み取り', `${summary(problem, field === 'pin' ? 'pin' : first)}
<h1>マイナンバーカードの読み取り</h1>
<p>「${safe(service)}」が、あなたの確認を求めています。カードを選び、暗証番号を入れてください。</p>
<form method="post" action="/interaction/${uid}/card" novalidate>
<div class="field${atCard ? ' bad' : ''}"><fieldset><legend>読み取るカード <span class="must">必ず選んでください</span></legend>
${error('card-error', atCard)}${cards.map((card) => option(card, chosen, atCard ? ' aria-describedby="card-error"' : '')).join('\n')}</fieldset></div>
<div class="field${atPin ? ' bad' : ''}"><label for="pin">暗証番号(数字4つ) <span class="must">必ず入れてください</span></label>
<p class="hint" id="pin-hint">練習用です。どのカードも ${safe(pin)} です。3回続けてまちがえると、カードに鍵がかかります。</p>
${error('pin-error', atPin)}<input type="password" id="pin" name="pin" inputmode="numeric" autocomplete="off" aria-describedby="pin-hint${
  atPin ? ' pin-error" aria-invalid="true' : ''}"></div>
<div class="acts"><button class="b">読み取る</button></div>
</form>
<form method="post" action="/interaction/${uid}/cancel"><div class="acts"><button class="b o">やめて戻る</button></div></form>`, { failed: Boolean(problem) });
}

/** What is handed over, item by item, before anything is. */
export function consent({ uid, card, service }) {
  const items = [
    ['氏名', card.name], ['フリガナ', card.kana], ['生年月日', card.birth_date.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')],
    ['性別', SEX[card.sex]], ['住所', card.address],
  ];
  return page('情報をわたす確認', `<h1>この情報をわたしますか</h1>
<p>カードにある次のことを「${safe(service)}」にわたします。まだ何もわたしていません。</p>
<dl class="dl">${items.map(([name, value]) => `<div><dt>${name}</dt><dd>${safe(value)}</dd></div>`).join('\n')}</dl>
<p class="s q">マイナンバー(個人番号)と暗証番号は、わたしません。</p>
<form method="post" action="/interaction/${uid}/consent"><div class="acts"><button class="b">わたして進む</button></div></form>
<form method="post" action="/interaction/${uid}/cancel"><div class="acts"><button class="b o">わたさないで戻る</button></div></form>`);
}

/** Three wrong PINs: nothing opens the card any more, except the counter of the city office. */
export function locked({ uid, card }) {
  return page('カードに鍵がかかっています', `<h1>カードに鍵がかかっています</h1>
<div class="note bad"><p>${safe(card.name)}さんのカードは、暗証番号を3回続けてまちがえました。正しい番号でも、もう読み取れません。</p></div>
<p>本物のカードは、住んでいる市区町村の窓口で暗証番号を決め直すと、また使えます。</p>
<form method="post" action="/interaction/${uid}/unlock"><input type="hidden" name="card" value="${safe(card.id)}">
<div class="acts"><button class="b">窓口で直したことにする</button></div></form>
<form method="post" action="/interaction/${uid}/cancel"><div class="acts"><button class="b o">やめて戻る</button></div></form>`);
}

/** The PIN was right, but the certificate on the card is too old. */
export function expired({ uid, card }) {
  return page('電子証明書の期限が切れています', `<h1>電子証明書の期限が切れています</h1>
<div class="note bad"><p>${safe(card.name)}さんのカードは、読み取れました。けれども、カードの中の電子証明書の期限が切れています。</p></div>
<p>本物のカードは、住んでいる市区町村の窓口で新しくできます。</p>
<form method="post" action="/interaction/${uid}/expired"><div class="acts"><button class="b">元のサービスへ戻る</button></div></form>`);
}

/** Something is wrong with the request itself, so there is no way back to the service. */
export function failure(code) {
  return page('続けられません', `<h1>続けられません</h1>
<p>時間がたったか、ここへの入り方がちがいます。元のサービスの画面に戻り、もう一度はじめからお試しください。</p>
<p class="s q">記号: ${safe(code)}</p>`);
}
