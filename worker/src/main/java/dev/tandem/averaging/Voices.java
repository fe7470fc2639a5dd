package dev.tandem.averaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which replicas have something to say about which part of the vector in one round; the same on every task. */
final class Voices {

    private final Codes codes;
    private final long samples;
    private final Map<Chunk.Part, List<Voice>> parts = new EnumMap<>(Chunk.Part.class);

    /**
     * One replica.
     *
     * @param note what it said first
     * @param task who hosts it
     * @param lane its number among those of its task that have something to say
     */
    record Voice(Note note, int task, int lane) {}

    /**
     * @param notes what each task's replicas said, by task
     * @param samples of all of them
     */
    Voices(Codes codes, List<List<Note>> notes, long samples) {
        this.codes = codes;
        this.samples = samples;
        for (Chunk.Part part : Chunk.Part.values()) {
            List<Voice> voices = new ArrayList<>();
            for (int task = 0; task < notes.size(); task++) {
                List<Note> heard = codes.heard(part, notes.get(task));
                for (int lane = 0; lane < heard.size(); lane++) {
                    voices.add(new Voice(heard.get(lane), task, lane));
                }
            }
            voices.sort(Comparator.comparingInt(voice -> voice.note.replica()));
            parts.put(part, voices);
        }
    }

    Codes codes() {
        return codes;
    }

    /** Ascending by replica. */
    List<Voice> of(Chunk.Part part) {
        return parts.getOrDefault(part, List.of());
    }

    /** How many words a task says about a chunk. */
    int words(Chunk chunk, int task) {
        long lanes =
                of(chunk.part()).stream().filter(voice -> voice.task == task).count();
        return Math.toIntExact(lanes * codes.words(chunk));
    }

    /** A replica's part of all samples. */
    double share(Note note) {
        return (double) note.samples() / samples;
    }
}
