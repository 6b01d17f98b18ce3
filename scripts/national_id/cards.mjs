// The practice cards: those of the practice people and a few odd ones. Nobody here is real.

import { existsSync, readFileSync } from 'node:fs';

const PRACTICE = new URL('../../nenkin/registry/practice/', import.meta.url);
const ADDRESS = '〒000-0000 架空県見本市年金町1丁目2番3号'; // for whom no address is on record
export const PIN = '1234';
export const TRIES = 3; // wrong ones in a row lock a card, as a real one

function lines(name) {
  const file = new URL(name, PRACTICE);
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  return text.split('\n').filter((line) => line.trim()).map((line) => JSON.parse(line));
}

function address({ postal_code: code, address: text, building }) {
  const post = code ? `〒${code.replace(/^(\d{3})(\d{4})$/, '$1-$2')}` : '';
  return [post, text, building].filter(Boolean).join(' ');
}

/** Every card by its id, in the order of the screen. */
export function readCards() {
  const digits = (number) => number.replaceAll('-', '');
  const homes = new Map(
    lines('contacts.jsonl').map((row) => [digits(row.basic_pension_number), address(row)]),
  );
  const people = [...lines('persons.jsonl'), ...lines('newcomers.jsonl')].map(({ person }) => ({
    ...person,
    address: homes.get(digits(person.basic_pension_number)) || ADDRESS,
  }));
  const odd = JSON.parse(readFileSync(new URL('cards.json', import.meta.url), 'utf8'));
  return new Map([...people, ...odd].map((card) => [card.id, { ...card, wrong: 0 }]));
}

/** Reads a card with a PIN: 'ok', 'wrong', 'locked' or 'expired'. A right PIN forgives the wrong ones before it. */
export function readWithPin(card, pin) {
  if (card.wrong >= TRIES) return 'locked';
  if (pin !== PIN) {
    card.wrong += 1;
    return card.wrong >= TRIES ? 'locked' : 'wrong';
  }
  card.wrong = 0;
  return card.certificate_expired ? 'expired' : 'ok';
}

/** What a card hands over, as OpenID Connect names it. */
export function claimsOf(card) {
  return {
    sub: card.id,
    name: card.name,
    'name#ja-Kana-JP': card.kana,
    birthdate: card.birth_date,
    gender: card.sex,
    address: { formatted: card.address },
  };
}
