# SPDX-License-Identifier: GPL-3.0-or-later
"""A real mail server for the tests: aiosmtpd on a free port of this machine, with TLS by a certificate
made on the spot, and AUTH. What it answers is said by address: see Post.plan."""

import asyncio
import logging
import os
import ssl
import subprocess
import threading
import warnings

with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP, AuthResult

# It complains about its own way of telling us who logs in.
logging.getLogger('mail.log').setLevel(logging.CRITICAL)
warnings.filterwarnings('ignore', module='aiosmtpd')

USER = 'branch'
PASSWORD = '密码 p@ss:w0rd'


def make_certificate(folder, name='localhost'):
    """Returns the paths of certificate and key."""
    cert, key = (os.path.join(folder, f'{name}.{end}') for end in ('pem', 'key'))
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                    'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', cert,
                    '-days', '3650', '-subj', f'/CN={name}', '-addext',
                    f'subjectAltName=DNS:{name},IP:127.0.0.1'], check=True, capture_output=True)
    return cert, key


class Post(Controller):
    """with Post(folder) as post: … post.received is a list of (recipients, bytes).

    plan: recipient -> what happens: 'rcpt 550 …' or 'data 451 …' is an answer; 'cut' breaks the line
    when all of the text has come, 'keep' takes the mail and breaks it then, 'slow' takes it and
    answers after 30 seconds. victim: a process that is killed when the mail number victim_at has
    come and is not answered yet."""

    def __init__(self, folder, tls='starttls', auth=True, certificate=None):
        self.cert, key = certificate or make_certificate(folder)
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.context.load_cert_chain(self.cert, key)
        self.tls, self.auth = tls, auth
        self.received, self.plan, self.logins, self.arrived = [], {}, 0, threading.Condition()
        self.victim, self.victim_at = None, 0
        super().__init__(self, hostname='127.0.0.1', port=0,
                         ssl_context=self.context if tls == 'tls' else None)

    def factory(self):
        return SMTP(self, hostname='localhost', decode_data=False, enable_SMTPUTF8=False,
                    tls_context=self.context if self.tls == 'starttls' else None,
                    require_starttls=self.tls == 'starttls', auth_required=self.auth,
                    auth_require_tls=self.tls == 'starttls',
                    authenticator=self.authenticate if self.auth else None)

    def _trigger_server(self):
        """The port is known only now."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    def authenticate(self, _server, _session, _envelope, _mechanism, data):
        good = (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        self.logins += good
        return AuthResult(success=good, handled=False)

    def _planned(self, address, stage):
        what = self.plan.get(address, '')
        return what[len(stage) + 1:] if what.startswith(stage + ' ') else None

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        answer = self._planned(address, 'rcpt')
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or '250 2.1.5 Ok'

    async def handle_DATA(self, server, _session, envelope):
        address = envelope.rcpt_tos[0]
        what = self.plan.get(address, '')
        answer = self._planned(address, 'data')
        if answer is not None:
            return answer
        if what != 'cut':
            with self.arrived:
                self.received.append((list(envelope.rcpt_tos), envelope.original_content))
                self.arrived.notify_all()
            if self.victim is not None and len(self.received) >= self.victim_at:
                self.victim.kill()
        if what in ('cut', 'keep'):
            server.transport.abort()
        if what == 'slow':
            await asyncio.sleep(30)
        return '250 2.0.0 Taken'

    def wait_for(self, count, seconds=30):
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.received) >= count, seconds), (
                f'{len(self.received)} of {count} mails arrived')

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.stop(no_assert=True)

    def settings(self, **more):
        given = {'host': '127.0.0.1', 'port': self.port, 'user': USER,
                 'from': 'service@futures.example', 'from-name': '某期货无锡营业部客户服务中心',
                 'security': self.tls or 'none', 'ca-file': self.cert,
                 'unsubscribe': 'unsubscribe@futures.example', **more}
        if not self.auth:
            given['user'] = ''
        return [f'{name}={value}' for name, value in given.items()]
