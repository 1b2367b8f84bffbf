<?xml version="1.0" encoding="UTF-8"?>
<!--
  The lexicon that is always used: how single words are said that a voice would get wrong.

  It is a Pronunciation Lexicon (PLS 1.0, https://www.w3.org/TR/pronunciation-lexicon/). To have your own, write a file
  like this one and name it when you build (the option "lexicon"); or put a file called default.pls into a folder called "voices"
  where you work, or into the folder "voices" in this program's configuration folder: then it takes this one's place.
  Hear what it does with: accessible speak "Worcester" -o worcester.wav

  lexicon   xml:lang is the language that all its words are said in. "en" holds in all of English, "en-GB" only there.
  lexeme    one or more graphemes, then what is said for them.
  grapheme  a word or a phrase as it is written. It fits whole words only. In small letters it fits words with capitals
            as well; with a capital in it, it fits just as it stands.
  alias     what is said instead.
  phoneme   how it sounds, in IPA. A voice that takes no phonemes says the lexeme's first alias, or the word itself.

  Of several pronunciations the first is used, or the one with prefer="true".

  This file is dedicated to the public domain: CC0 1.0 Universal, https://creativecommons.org/publicdomain/zero/1.0/
  SPDX-License-Identifier: CC0-1.0
-->
<lexicon version="1.0" alphabet="ipa" xml:lang="en" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">
  <lexeme><grapheme>EPUB</grapheme><alias>e-pub</alias></lexeme>
  <lexeme><grapheme>Worcestershire</grapheme><phoneme>ˈwʊstəʃə</phoneme><alias>Wooster-sher</alias></lexeme>
  <lexeme><grapheme>Cholmondeley</grapheme><phoneme>ˈtʃʌmli</phoneme><alias>Chumley</alias></lexeme>
  <lexeme><grapheme>Featherstonehaugh</grapheme><phoneme>ˈfænʃɔː</phoneme><alias>Fanshaw</alias></lexeme>
  <lexeme><grapheme>Belvoir Castle</grapheme><phoneme>ˈbiːvə ˈkɑːsəl</phoneme><alias>Beaver Castle</alias></lexeme>
</lexicon>
