package dev.tandem.callback.own;

import dev.tandem.callback.Callback;
import dev.tandem.callback.Control;

/** A user's callback, in a package of its own. */
public final class Broken implements Callback {

    @Override
    public void onTrainBegin(Control control) {
        throw new NullPointerException();
    }
}
