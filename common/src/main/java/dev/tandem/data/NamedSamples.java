package dev.tandem.data;

import java.io.IOException;

/** Samples that have names of their own, such as the paths of pictures. */
public interface NamedSamples {

    /**
     * A sample's name.
     *
     * @param sample its number, from 0, as it comes in an unshuffled pass
     */
    String nameOf(int sample) throws IOException;
}
