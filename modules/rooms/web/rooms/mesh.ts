/**
 * Live sound and picture between the pages of one chamber, each with each (WebRTC). Who is not in
 * the chamber any more is cut off here, before anything else happens.
 */
import { newKey } from '../../../../web/new-key.ts';

export type MeshPeer = { id: string; page: string };
export type MeshSignal = { from: string; page: string; data: string };
type Peer = {
  page: string;
  /** Of this connection, and of the other's end once it is known: either may begin anew. */
  own: string;
  other: string | null;
  pc: RTCPeerConnection;
  stream: MediaStream;
  isMakingOffer: boolean;
  isIgnoring: boolean;
  hasBegun: boolean;
};
type Message = {
  /** The end that speaks; alone it says that it is there. */
  end: string;
  description?: RTCSessionDescriptionInit;
  candidate?: RTCIceCandidateInit;
};

export type Mesh = {
  /** These and no others are connected from now on. */
  keep: (peers: readonly MeshPeer[], iceServers: RTCIceServer[]) => void;
  receive: (signal: MeshSignal) => void;
  setLocal: (stream: MediaStream | null) => void;
  streams: () => ReadonlyMap<string, MediaStream>;
  close: () => void;
};

/** A signal may come a moment before the page knows that its sender is there. */
const EARLY_KEPT_MS = 15_000;
const KINDS = ['audio', 'video'] as const;
/** From so many others on: of six people each sends five pictures and draws five. */
const MANY = 3;
/** What a picture of 640 × 360 may take of a phone's processor and network, to each other page. */
const PICTURE = { scaleResolutionDownBy: 1, maxFramerate: 24, maxBitrate: 800_000 };
const SMALL_PICTURE = { scaleResolutionDownBy: 2, maxFramerate: 10, maxBitrate: 150_000 };

export function openMesh(options: {
  me: string;
  send: (to: string, data: string) => void;
  onChange: () => void;
}): Mesh {
  const peers = new Map<string, Peer>();
  const early: (MeshSignal & { at: number })[] = [];
  let local: MediaStream | null = null;
  let ice: RTCIceServer[] = [];

  const say: Tools['say'] = (to, message) => options.send(to, JSON.stringify(message));
  const drop = (id: string) => {
    peers.get(id)?.pc.close();
    peers.delete(id);
  };
  const take = (signal: MeshSignal): boolean => {
    const peer = peers.get(signal.from);
    if (peer?.page !== signal.page) return false;
    // It was sent by a page of ours; what it says is the browser's to judge.
    const message = JSON.parse(signal.data) as Message;
    const isAnew = peer.other !== null && peer.other !== message.end;
    if (isAnew && !(message.candidate || message.description?.type === 'answer')) {
      // The other end was made anew: so is this one, and the two agree from the start.
      drop(signal.from);
      join({ id: signal.from, page: signal.page });
    }
    const now = peers.get(signal.from);
    if (!now || (now.other !== null && now.other !== message.end)) return true;
    now.other = message.end;
    void hear(now, signal.from, message, { me: options.me, say, local: () => local }).catch(
      // A description that comes too late for its connection is answered by the next one.
      () => undefined,
    );
    return true;
  };
  const join = ({ id, page }: MeshPeer) => {
    const peer = connect(ice, page);
    peers.set(id, peer);
    wire(peer, id, { ...options, say, size: () => peers.size });
    say(id, { end: peer.own });
    // One of two begins, so that they seldom begin at once.
    if (options.me < id) begin(peer, local);
    const now = Date.now();
    const waiting = early.splice(0).filter((one) => now - one.at < EARLY_KEPT_MS);
    for (const one of waiting) if (!take(one)) early.push(one);
  };

  return {
    keep: (wanted, iceServers) => {
      ice = iceServers;
      for (const [id, peer] of peers) {
        if (!wanted.some((one) => one.id === id && one.page === peer.page)) drop(id);
      }
      for (const one of wanted) if (!peers.has(one.id)) join(one);
      for (const { pc } of peers.values()) fitPicture(pc, peers.size);
      options.onChange();
    },
    receive: (signal) => {
      if (!take(signal)) early.push({ ...signal, at: Date.now() });
    },
    setLocal: (stream) => {
      local = stream;
      for (const peer of peers.values()) if (peer.hasBegun) putTracks(peer.pc, stream);
    },
    streams: () => new Map([...peers].map(([id, { stream }]) => [id, stream])),
    close: () => {
      for (const id of peers.keys()) drop(id);
    },
  };
}

function connect(iceServers: RTCIceServer[], page: string): Peer {
  return {
    page,
    own: newKey(),
    other: null,
    pc: new RTCPeerConnection({ iceServers }),
    stream: new MediaStream(),
    isMakingOffer: false,
    isIgnoring: false,
    hasBegun: false,
  };
}

type Tools = {
  say: (to: string, message: Message) => void;
  onChange: () => void;
  me: string;
  /** How many others there are. */
  size: () => number;
};

function wire(peer: Peer, id: string, { say, onChange, me, size }: Tools): void {
  const { pc, stream } = peer;
  pc.onicecandidate = ({ candidate }) => {
    if (candidate) say(id, { end: peer.own, candidate: candidate.toJSON() });
  };
  pc.ontrack = ({ track }) => {
    stream.addTrack(track);
    onChange();
  };
  pc.onnegotiationneeded = async () => {
    if (!peer.hasBegun) return;
    try {
      peer.isMakingOffer = true;
      await pc.setLocalDescription();
      const description = pc.localDescription?.toJSON();
      if (description) say(id, { end: peer.own, description });
    } finally {
      peer.isMakingOffer = false;
    }
  };
  pc.onconnectionstatechange = () => {
    // A network that changed under the call: one of two finds a new way.
    if (pc.connectionState === 'failed' && me < id) pc.restartIce();
    // Before that a sender has nothing yet that could be set.
    if (pc.connectionState === 'connected') fitPicture(pc, size());
    onChange();
  };
}

function begin(peer: Peer, local: MediaStream | null): void {
  peer.hasBegun = true;
  for (const kind of KINDS) {
    const track = local?.getTracks().find((one) => one.kind === kind);
    if (track && local) peer.pc.addTrack(track, local);
    else peer.pc.addTransceiver(kind, { direction: 'recvonly' });
  }
}

/** Into what stands already: another way of the same kind would be another picture. */
function putTracks(pc: RTCPeerConnection, local: MediaStream | null): void {
  for (const transceiver of pc.getTransceivers()) {
    const { kind } = transceiver.receiver.track;
    const track = local?.getTracks().find((one) => one.kind === kind) ?? null;
    if (transceiver.sender.track === track) continue;
    void transceiver.sender.replaceTrack(track);
    transceiver.direction = track ? 'sendrecv' : 'recvonly';
  }
}

/** The more there are, the smaller the own picture goes out; what a browser cannot set stays. */
function fitPicture(pc: RTCPeerConnection, others: number): void {
  const sender = pc.getTransceivers().find((one) => one.receiver.track.kind === 'video')?.sender;
  const parameters = sender?.getParameters();
  if (!sender || !parameters?.encodings?.length) return;
  const wanted = others >= MANY ? SMALL_PICTURE : PICTURE;
  for (const encoding of parameters.encodings) Object.assign(encoding, wanted);
  void sender.setParameters(parameters).catch(() => undefined);
}

/** Perfect negotiation: of two offers at once that of the impolite one holds. */
async function hear(
  peer: Peer,
  from: string,
  { description, candidate }: Message,
  { me, say, local }: Pick<Tools, 'me' | 'say'> & { local: () => MediaStream | null },
): Promise<void> {
  const { pc } = peer;
  if (description) {
    const isCollision =
      description.type === 'offer' && (peer.isMakingOffer || pc.signalingState !== 'stable');
    peer.isIgnoring = isCollision && me < from;
    if (peer.isIgnoring) return;
    await pc.setRemoteDescription(description);
    peer.hasBegun = true;
    if (description.type !== 'offer') return;
    putTracks(pc, local());
    await pc.setLocalDescription();
    const answer = pc.localDescription?.toJSON();
    if (answer) say(from, { end: peer.own, description: answer });
  } else if (candidate) {
    await pc.addIceCandidate(candidate).catch((error: unknown) => {
      if (!peer.isIgnoring) throw error;
    });
  }
}
