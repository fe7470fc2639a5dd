package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A model as its file describes it, in whichever of Keras's dialects.
 *
 * @param version Keras's, for example {@code 2.1.3}; of files that do not say so, {@code 1}
 * @param backend that computed it, for example {@code theano}; empty if the file does not say so
 * @param model class and configuration
 * @param training loss and optimizer; missing if the model was not compiled
 * @param weights of its layers
 */
record SavedModel(String version, String backend, JsonNode model, JsonNode training, Weights weights) {

    /** Whether both directions of a layer give zeros in the time steps that a mask leaves out: those of tf.keras and of Keras 3. */
    boolean hasZerosInMaskedSteps() {
        return majorVersion() >= 3 || version.contains("-tf") || version.matches("2\\.([4-9]|\\d\\d).*");
    }

    int majorVersion() {
        String digits = version.replaceFirst("\\D.*", "");
        return digits.isEmpty() || digits.length() > 3 ? 1 : Integer.parseInt(digits);
    }
}
