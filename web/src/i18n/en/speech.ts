// Words of the area `speech`.
export default {
  title: 'Voice',
  lead: 'How replies are read aloud on this device.',
  listen: {
    begin: 'Speak',
    end: 'Stop listening',
    now: 'Listening',
    title: 'Speak instead of typing',
    how: 'Hold the microphone while you speak, or press it once to begin and once to end. What was heard stands in the box, and you can change it before you send it.',
    privacy:
      'Your browser turns speech into text. Some browsers send the sound to their maker for that. This fleet never gets the sound.',
    agree: 'Understood, listen',
    unsupported:
      'This browser cannot turn speech into text. Chrome, Edge and Safari can; so can the microphone key of most phone keyboards.',
    trouble: {
      denied: 'The browser may not use the microphone. Allow it beside the address, then try again.',
      microphone: 'No microphone was found.',
      network: 'Speech needs a connection in this browser, and there is none. You can type.',
      silence: 'Nothing was heard. Try again a little louder.',
      unsupported: 'This browser cannot listen to English.',
      other: 'The browser stopped listening.',
    },
  },
  aloud: {
    read: 'Read aloud',
    stop: 'Stop reading aloud',
    always: 'Read replies aloud as they come',
    alwaysMore: 'The sentence that is read is marked in the text.',
    voice: 'Voice',
    own: "The browser's choice",
    remote: '{{name}} (online)',
    remoteMore: 'Voices marked “online” send the text to the maker of your browser.',
    rate: 'Rate',
    times: '{{rate}}×',
    try: 'Listen to a sentence',
    noVoice:
      'This device has no English voice. You can add one in the settings of your system, under speech or text-to-speech.',
    unsupported: 'This browser cannot read aloud.',
  },
}
