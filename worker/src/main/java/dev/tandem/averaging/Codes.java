package dev.tandem.averaging;

import java.util.List;

/**
 * How the parts of a vector travel in a round.
 *
 * @param parameters code of their change
 * @param state code of the optimizer state's values
 * @param last whether the segment ends with this round: nothing is held back in it, and replicas without samples bring what they hold
 */
record Codes(Code parameters, Code state, boolean last) {

    /** Those of a round before the last. */
    static Codes of(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> new Codes(new FloatCode(), new FloatCode(), false);
            case FLOAT16 -> new Codes(new HalfCode(), new Bfloat16Code(), false);
            case INT8 -> new Codes(new ByteCode(), new Bfloat16Code(), false);
        };
    }

    /** Those of the last round of a segment. */
    static Codes ofLast() {
        return new Codes(new FloatCode(), new FloatCode(), true);
    }

    Code of(Chunk.Part part) {
        return switch (part) {
            case PARAMETERS -> parameters;
            case STATE -> state;
        };
    }

    /** Words of a chunk of one replica. */
    int words(Chunk chunk) {
        return of(chunk.part()).allWords(chunk.size());
    }

    /** Those of one task's replicas that have something to say about this part. */
    List<Note> heard(Chunk.Part part, List<Note> notes) {
        boolean everyone = last && part == Chunk.Part.PARAMETERS;
        return notes.stream().filter(note -> everyone || note.samples() > 0).toList();
    }
}
