package dev.tandem.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest commit that validates, read whole.
 *
 * @param refused newer commits that were passed over, newest first; each has been logged as a warning
 */
public record Restored(Manifest manifest, ObjectNode state, Map<String, float[]> arrays, List<Refusal> refused) {

    public Restored {
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        refused = List.copyOf(refused);
    }

    public CommitId id() {
        return manifest.id();
    }

    public Position position() {
        return manifest.position();
    }
}
