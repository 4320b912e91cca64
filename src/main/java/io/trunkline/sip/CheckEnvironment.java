package io.trunkline.sip;

import io.netty.channel.nio.NioEventLoop;
import io.trunkline.sip.locate.SipLocator;
import io.trunkline.sip.transport.FlowOpener;
import java.util.concurrent.Executor;

/**
 * What the checks of one event loop share.
 *
 * @param worker for what blocks: the journal
 */
record CheckEnvironment(
    NioEventLoop loop,
    FlowOpener opener,
    SipLocator locator,
    RandomNames names,
    String userAgent,
    BindingJournal journal,
    Executor worker) {}
