package dev.tandem.task;

import dev.tandem.averaging.Fault;
import dev.tandem.averaging.MessageHeader;
import dev.tandem.averaging.Note;
import dev.tandem.averaging.SessionKey;
import dev.tandem.averaging.Sessions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages as bytes, big-endian but for values. Reading checks every length against what is there before it allocates; anything that does
 * not fit is an {@link IllegalArgumentException}.
 */
final class Wire {

    /** What a message is for. */
    enum Kind {
        /** Asks for an answer once the session has opened. */
        HELLO,
        /** Asks for an answer at once. */
        PING,
        /** The sender has ended its session. */
        LEAVE,
        /** Values for a session. */
        VALUES
    }

    private static final byte VERSION = 1;
    private static final int MAX_TEXT = 4096;
    private static final int SMALLEST_NOTE = 13;

    private Wire() {}

    static ByteBuf ping() {
        return start(Kind.PING);
    }

    static ByteBuf hello(SessionKey key, int from, int to, String jvm) {
        ByteBuf bytes = envelope(Kind.HELLO, key, from, to);
        writeText(bytes, jvm);
        return bytes;
    }

    static ByteBuf leave(SessionKey key, int from, int to) {
        return envelope(Kind.LEAVE, key, from, to);
    }

    static ByteBuf values(SessionKey key, int from, int to, MessageHeader header) {
        ByteBuf bytes = envelope(Kind.VALUES, key, from, to);
        bytes.writeInt(header.round()).writeByte(code(header.phase()));
        bytes.writeInt(header.offset()).writeInt(header.floats());
        bytes.writeInt(header.notes().size());
        header.notes().forEach(note -> writeNote(bytes, note));
        return bytes;
    }

    static ByteBuf answer(Sessions.Answer answer) {
        return Unpooled.buffer(1).writeByte(code(answer));
    }

    static Sessions.Answer readAnswer(ByteBuffer bytes) {
        return choose(Sessions.Answer.values(), bytes.hasRemaining() ? bytes.get() : -1);
    }

    static Kind readKind(ByteBuffer bytes) {
        if (bytes.remaining() < 2 || bytes.get() != VERSION) {
            throw new IllegalArgumentException("message of another program or version");
        }
        return choose(Kind.values(), bytes.get());
    }

    static Envelope readEnvelope(ByteBuffer bytes) {
        try {
            SessionKey key = new SessionKey(readText(bytes), bytes.getInt(), bytes.getInt());
            return new Envelope(key, bytes.getInt(), bytes.getInt());
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("message ends early", e);
        }
    }

    static String readText(ByteBuffer bytes) {
        int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
        if (length < 0 || length > bytes.remaining() || length > MAX_TEXT) {
            throw new IllegalArgumentException("text of " + length + " bytes in " + bytes.remaining());
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    static MessageHeader readHeader(ByteBuffer bytes) {
        try {
            int round = bytes.getInt();
            MessageHeader.Phase phase = choose(MessageHeader.Phase.values(), bytes.get());
            int offset = bytes.getInt();
            int floats = bytes.getInt();
            return new MessageHeader(round, phase, offset, floats, readNotes(bytes));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("message ends early", e);
        }
    }

    private static List<Note> readNotes(ByteBuffer bytes) {
        int count = bytes.getInt();
        if (count < 0 || count > bytes.remaining() / SMALLEST_NOTE) {
            throw new IllegalArgumentException(count + " notes in " + bytes.remaining() + " bytes");
        }
        List<Note> notes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int replica = bytes.getInt();
            long samples = bytes.getLong();
            notes.add(new Note(replica, samples, readFault(bytes, replica)));
        }
        return notes;
    }

    private static @Nullable Fault readFault(ByteBuffer bytes, int replica) {
        byte kind = bytes.get();
        return kind == 0
                ? null
                : new Fault(
                        choose(Fault.Kind.values(), kind - 1),
                        replica,
                        bytes.getInt(),
                        bytes.getInt(),
                        readText(bytes));
    }

    private static void writeNote(ByteBuf bytes, Note note) {
        bytes.writeInt(note.replica()).writeLong(note.samples());
        Fault fault = note.fault();
        if (fault == null) {
            bytes.writeByte(0);
        } else {
            bytes.writeByte(1 + code(fault.kind()));
            bytes.writeInt(fault.round()).writeInt(fault.index());
            writeText(bytes, fault.message());
        }
    }

    private static ByteBuf start(Kind kind) {
        return Unpooled.buffer().writeByte(VERSION).writeByte(code(kind));
    }

    private static ByteBuf envelope(Kind kind, SessionKey key, int from, int to) {
        ByteBuf bytes = start(kind);
        writeText(bytes, key.run());
        bytes.writeInt(key.segment()).writeInt(key.attempt());
        return bytes.writeInt(from).writeInt(to);
    }

    private static void writeText(ByteBuf bytes, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(encoded.length, MAX_TEXT);
        bytes.writeInt(length).writeBytes(encoded, 0, length);
    }

    @SuppressWarnings("EnumOrdinal") // both ends run the same version of the program
    private static int code(Enum<?> value) {
        return value.ordinal();
    }

    private static <T> T choose(T[] values, int ordinal) {
        if (ordinal < 0 || ordinal >= values.length) {
            throw new IllegalArgumentException("unknown code " + ordinal);
        }
        return values[ordinal];
    }

    /** Which session a message is for, and from which rank to which. */
    record Envelope(SessionKey key, int from, int to) {}
}
