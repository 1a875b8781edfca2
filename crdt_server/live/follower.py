"""One socket on `/live`: what it says goes to the channels, what happens in those it follows comes back.

A probe is answered at once; everything else in order, one after the other.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_urlsafe

import msgspec

from crdt_server.channels import frames
from crdt_server.channels.machine import Person, Refused
from crdt_server.hub.outbox import Frame, Outbox
from crdt_server.live.channel import Channel
from crdt_server.live.live import Live, Visit, may_call

decode = msgspec.json.Decoder(frames.FromClient).decode
encode = msgspec.json.Encoder().encode
MOST_CHANNELS = 64
LONGEST_NAME = 80
ENDED = "This is not shared with you any more."
Knock = Callable[[str], Visit]
"""Says who a socket is and what it may do with a channel, as of now."""


@dataclass(slots=True, eq=False)
class Subscription:
    """One socket in one channel, as whom it came."""

    follower: "Follower"
    channel: Channel
    visit: Visit

    def tell(self, frame: bytes) -> None:
        """Hear what has happened."""
        self.follower.send_bytes(frame)

    def begin_anew(self, channel: Channel) -> None:
        """Hear all of it as it is now."""
        may = may_call(channel.kind, self.visit.rights)
        self.follower.send(channel.snapshot(self.follower.live.clock.precise(), may))

    @property
    def can_call(self) -> bool:
        """Tell whether whoever this is may have the call."""
        return self.channel.kind.manage in self.visit.rights


@dataclass(slots=True, eq=False)
class Follower:
    """One socket and the channels that it follows; `knock` is asked anew for every command."""

    live: Live
    outbox: Outbox
    knock: Knock
    said: Person = field(default_factory=lambda: Person(f"socket:{token_urlsafe(6)}", "Somebody"))
    following: dict[str, Subscription] = field(default_factory=dict)

    def greet(self) -> None:
        """Say whose clock this is."""
        clock, you = self.live.clock, self._visit("").person.id
        self.send(frames.Welcome(clock.id, clock.precise(), self.live.poll_ms, you))

    def understand(self, frame: str, came: float) -> frames.FromClient | None:
        """Read a frame; a probe, which `came` just now, and what cannot be read are answered at once."""
        try:
            said: frames.FromClient = decode(frame)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            self.send(frames.Fault(f"This was not understood: {error}."))
            return None
        if isinstance(said, frames.Probe):
            self.send(frames.ClockAnswer(said.id, said.t0, came, self.live.clock.precise()))
            return None
        return said

    async def hear(self, said: frames.FromClient) -> None:
        """Do what is asked."""
        match said:
            case frames.Hello():
                self.said = _person(said)
            case frames.Subscribe():
                await self._subscribe(said)
            case frames.Unsubscribe(channel=name):
                self._leave(name)
            case frames.Command():
                await self._command(said)

    def reconsider(self) -> None:
        """Look again what this socket may follow."""
        for name, subscription in list(self.following.items()):
            visit = self._visit(name)
            if subscription.channel.kind.view not in visit.rights or not self.live.is_there(name):
                self._leave(name)
                self.send(frames.Ended(name, "not_shared", ENDED))
            elif visit != subscription.visit:
                self._leave(name)
                self._enter(subscription.channel, visit)
                self.following[name].begin_anew(subscription.channel)

    def leave(self) -> None:
        """The socket is gone."""
        for name in list(self.following):
            self._leave(name)

    def send(self, message: frames.FromServer) -> None:
        """Tell this socket something."""
        self.send_bytes(encode(message))

    def send_bytes(self, frame: bytes) -> None:
        """Tell it something that is written already."""
        self.outbox.put(Frame(frame, b""))

    async def _subscribe(self, said: frames.Subscribe) -> None:
        name = said.channel
        if len(self.following) >= MOST_CHANNELS and name not in self.following:
            most = f"A socket can follow {MOST_CHANNELS} channels."
            self.send(frames.Refusal(name, "too_many", most))
            return
        visit = self._visit(name)
        channel = await self.live.channel(name, visit)
        if isinstance(channel, Refused):
            self.send(frames.Refusal(name, channel.code, channel.reason))
            return
        self._leave(name)
        self._enter(channel, visit)
        missed = channel.since(said.after) if said.after is not None else None
        if missed is None:
            self.following[name].begin_anew(channel)
        for frame in missed or ():
            self.send_bytes(frame)

    async def _command(self, said: frames.Command) -> None:
        visit = self._visit(said.channel)
        answer = await self.live.command(
            said.channel, said.id, said.command, bytes(said.args), visit
        )
        self.send(
            frames.Refusal(said.channel, answer.code, answer.reason, said.id)
            if isinstance(answer, Refused)
            else answer
        )

    def _enter(self, channel: Channel, visit: Visit) -> None:
        subscription = Subscription(self, channel, visit)
        self.following[channel.name] = subscription
        channel.followers.add(subscription)
        self.live.attendance.come(channel.name, visit.person, can_call=subscription.can_call)

    def _leave(self, name: str) -> None:
        subscription = self.following.pop(name, None)
        if subscription is not None:
            subscription.channel.followers.discard(subscription)
            person, can_call = subscription.visit.person, subscription.can_call
            self.live.attendance.go(name, person, can_call=can_call)

    def _visit(self, channel: str) -> Visit:
        """Say who this is now; who is not known otherwise is who they say they are."""
        return self.knock(channel).called(self.said)


def _person(said: frames.Hello) -> Person:
    """Take what somebody calls themself, on one line, told apart from whoever has an account."""
    name = " ".join(said.name.split())[:LONGEST_NAME] or "Somebody"
    return Person(f"said:{said.id}", name)
