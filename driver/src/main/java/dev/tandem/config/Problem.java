package dev.tandem.config;

/**
 * One mistake in a job file.
 *
 * @param path where, for example {@code callbacks[1].ReduceLROnPlateau.factor}; empty for the whole file
 * @param place the line it stands in, or the option that set it
 * @param message what is wrong and what was expected
 */
public record Problem(String path, Place place, String message) {

    @Override
    public String toString() {
        String where = place.toString().isEmpty() ? "" : " (" + place + ")";
        return (path.isEmpty() ? "" : path + ": ") + message + where;
    }
}
