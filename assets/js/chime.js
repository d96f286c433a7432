// A few tones, one after the other: what rings on the office's pages. `notes` are [seconds from now, Hz].
export function chime(audio, notes, seconds, loudness) {
  const start = audio.currentTime;
  for (const [after, pitch] of notes) {
    const wave = audio.createOscillator(), loud = audio.createGain();
    wave.frequency.value = pitch;
    loud.gain.setValueAtTime(0.0001, start + after);
    loud.gain.exponentialRampToValueAtTime(loudness, start + after + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.0001, start + after + seconds);
    wave.connect(loud).connect(audio.destination);
    wave.start(start + after);
    wave.stop(start + after + seconds + 0.02);
  }
}
