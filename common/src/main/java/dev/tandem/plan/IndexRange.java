package dev.tandem.plan;

/**
 * A half-open range of positions or indices: {@code from} is in it, {@code to} is not.
 *
 * @param from first value, at least 0
 * @param to one past the last value, at least {@code from}
 */
public record IndexRange(int from, int to) implements Comparable<IndexRange> {

    public IndexRange {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("Invalid range [" + from + ", " + to + "): needs 0 <= from <= to");
        }
    }

    public int size() {
        return to - from;
    }

    public boolean isEmpty() {
        return to == from;
    }

    /** The part of this range that is also in the other; empty at {@code from} where they do not meet. */
    public IndexRange intersect(IndexRange other) {
        int start = Math.min(Math.max(from, other.from), to);
        return new IndexRange(start, Math.max(start, Math.min(to, other.to)));
    }

    /** The {@code part}-th of {@code parts} contiguous pieces whose sizes differ by at most one. */
    public IndexRange part(int part, int parts) {
        return new IndexRange(cut(part, parts), cut(part + 1, parts));
    }

    private int cut(int part, int parts) {
        return from + (int) ((long) size() * part / parts);
    }

    @Override
    public int compareTo(IndexRange other) {
        return from != other.from ? Integer.compare(from, other.from) : Integer.compare(to, other.to);
    }

    @Override
    public String toString() {
        return "[" + from + ", " + to + ")";
    }
}
