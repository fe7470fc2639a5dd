package dev.tandem.callback;

import dev.tandem.model.TrainableModel.SavedParts;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The narrow door through which callbacks steer a run. Only valid during the call it was handed to. */
public interface Control {

    /** Asks to stop after the current epoch's end has been told to all callbacks; the first reason given is kept. */
    void stop(String reason);

    /** Why the run will stop, if it will. */
    Optional<String> stopReason();

    default boolean isStopping() {
        return stopReason().isPresent();
    }

    /** The learning rate in force, as the model's float32 value. */
    double learningRate();

    /** Sets the learning rate of all replicas from the next step on; rounded to float32. */
    void learningRate(double learningRate);

    /** A copy of the averaged model's parameters. */
    float[] weights();

    /** Replaces the parameters of all replicas; the optimizer's state stays. */
    void weights(float[] parameters);

    /** Writes the averaged model as DL4J's zip to any Hadoop path; never half-written under its final name. */
    void save(String path, SavedParts parts) throws IOException;

    /** How to reach Hadoop file systems, for callbacks that write files of their own. */
    default Configuration hadoop() {
        return new Configuration();
    }

    /** Shows a line to the user, above the progress bar. */
    void print(String line);
}
