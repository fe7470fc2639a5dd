package dev.tandem.config;

/**
 * Where a value was written; ordered as a reader would look for them.
 *
 * @param line from 1; 0 where nobody knows, {@link Integer#MAX_VALUE} for the command line
 */
record Place(int line) implements Comparable<Place> {

    static final Place UNKNOWN = new Place(0);
    static final Place COMMAND_LINE = new Place(Integer.MAX_VALUE);

    @Override
    public int compareTo(Place other) {
        return Integer.compare(line, other.line);
    }

    @Override
    public String toString() {
        if (equals(UNKNOWN)) {
            return "";
        }
        return equals(COMMAND_LINE) ? "--set" : "line " + line;
    }
}
