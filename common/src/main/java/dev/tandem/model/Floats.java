package dev.tandem.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A vector of floats where they are: in Java arrays or in a network's own memory, one piece after the other. Nothing is copied, and reading
 * and writing keep no position; who may do so when is for those to agree on who share it.
 */
public final class Floats {

    private final FloatBuffer[] pieces;
    private final int[] ends;
    private final Object owner;

    /** @param owner kept from garbage collection with this vector: native memory lives no longer than the arrays of DL4J that it is of */
    private Floats(List<FloatBuffer> pieces, Object owner) {
        this.pieces = pieces.stream().map(FloatBuffer::slice).toArray(FloatBuffer[]::new);
        this.ends = new int[pieces.size()];
        this.owner = owner;
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end = Math.addExact(end, this.pieces[i].remaining());
            ends[i] = end;
        }
    }

    /** A Java array. */
    public static Floats of(float... values) {
        return of(FloatBuffer.wrap(values));
    }

    /** What remains in a buffer that keeps its memory itself, as all but those of native libraries do. */
    public static Floats of(FloatBuffer values) {
        return new Floats(List.of(values), values);
    }

    /** Native memory. */
    static Floats of(List<FloatBuffer> pieces, Object owner) {
        return new Floats(pieces, owner);
    }

    /** Some vectors as one. */
    public static Floats join(List<Floats> parts) {
        List<FloatBuffer> pieces = new ArrayList<>();
        parts.forEach(part -> pieces.addAll(part.pieces()));
        return new Floats(pieces, parts.stream().map(part -> part.owner).toList());
    }

    public int length() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /** A part of this vector. */
    public Floats part(int from, int size) {
        List<FloatBuffer> covered = new ArrayList<>();
        for (int at = from, i = piece(from); at < from + size; i++) {
            int count = Math.min(ends[i], from + size) - at;
            covered.add(pieces[i].slice(at - start(i), count));
            at += count;
        }
        return new Floats(covered, owner);
    }

    /** One after the other; each to be read, or written, from its position to its limit. */
    public List<FloatBuffer> pieces() {
        return Arrays.stream(pieces).map(FloatBuffer::duplicate).toList();
    }

    /** Copies {@code size} values that start {@code from} here into {@code values} from {@code at}. */
    public void read(int from, float[] values, int at, int size) {
        for (int done = 0, i = piece(from); done < size; i++) {
            int count = Math.min(ends[i] - from - done, size - done);
            pieces[i].get(from + done - start(i), values, at + done, count);
            done += count;
        }
    }

    /** Copies all that remains in {@code values}, whose position stays, to where it starts {@code from} here. */
    public void write(int from, FloatBuffer values) {
        int size = values.remaining();
        for (int done = 0, i = piece(from); done < size; i++) {
            int count = Math.min(ends[i] - from - done, size - done);
            pieces[i].put(from + done - start(i), values, values.position() + done, count);
            done += count;
        }
    }

    /** Copies all of {@code values} to where it starts {@code from} here. */
    public void write(int from, Floats values) {
        int at = from;
        for (FloatBuffer piece : values.pieces) {
            write(at, piece);
            at += piece.remaining();
        }
    }

    private int start(int piece) {
        return piece == 0 ? 0 : ends[piece - 1];
    }

    /** The piece in which a value is; of empty pieces, none. */
    private int piece(int at) {
        int found = Arrays.binarySearch(ends, at);
        if (found < 0) {
            return -found - 1;
        }
        while (found < ends.length && ends[found] == at) {
            found++;
        }
        return found;
    }
}
